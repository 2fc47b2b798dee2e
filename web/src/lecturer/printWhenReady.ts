/** Print the page; what is on paper cannot be loaded later, so pictures and fonts come first. */
export async function printWhenReady(): Promise<void> {
  const pictures = [...document.querySelectorAll<HTMLImageElement>("img.picture")];
  await Promise.allSettled([document.fonts.ready, ...pictures.map((one) => one.decode())]);
  window.print();
}
