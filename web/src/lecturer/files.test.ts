import { describe, expect, test } from "vitest";
import { fromBase64, guessFormat, toBase64 } from "./files";

describe("guessFormat", () => {
  test.each([
    ["Đề thi.docx", "", "docx"],
    ["de.XLSX", "", "xlsx"],
    ["quiz.xml", "", "moodle"],
    ["quiz.gift", "", "gift"],
    ["goi.zip", "PK", "qti"],
    ["cau.xml", '<?xml version="1.0"?><assessmentItem xmlns="x"/>', "qti"],
    ["quiz.txt", "Thủ đô?\nA. Hà Nội\nB. Huế\nANSWER: A\n", "aiken"],
    ["quiz.txt", "Thủ đô? {=Hà Nội ~Huế}", "gift"],
    ["", "Câu 1. Tập {1; 2} có mấy phần tử?\nA. 1\nB. 2\nĐáp án: B", "text"],
    ["", "<?xml version='1.0'?><quiz></quiz>", "moodle"],
  ])("%s %s is %s", (name, text, format) => {
    expect(guessFormat(name, text)).toBe(format);
  });
});

test("bytes come back from base64 as they went in", async () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_none, at) => (at * 7) % 256);
  expect(fromBase64(await toBase64(new Blob([bytes])))).toEqual(bytes);
});
