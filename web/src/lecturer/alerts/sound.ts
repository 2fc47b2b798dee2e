/** One soft tone, made here: nothing to fetch, nothing to fail. */
export function beep(): void {
  const context = new AudioContext();
  const tone = context.createOscillator();
  const volume = context.createGain();
  const { currentTime: now } = context;
  tone.frequency.value = 660;
  volume.gain.setValueAtTime(0.0001, now);
  volume.gain.exponentialRampToValueAtTime(0.15, now + 0.03);
  volume.gain.exponentialRampToValueAtTime(0.0001, now + 0.4);
  tone.connect(volume).connect(context.destination);
  tone.onended = () => void context.close();
  tone.start(now);
  tone.stop(now + 0.45);
}
