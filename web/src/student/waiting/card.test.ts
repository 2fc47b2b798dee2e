import { describe, expect, test, vi } from "vitest";
import { ApiError, OfflineError } from "../../api/errors";
import type { postForm } from "../../camera/uploader";
import { cardCut, cardFrame } from "./cardFrame";
import { sendCard } from "./cardPicture";

const SIZES: [number, number][] = [
  [640, 480],
  [480, 640],
  [1280, 720],
];

describe("cardFrame", () => {
  test.each(SIZES)("has the shape of a card and lies in the middle of %i x %i", (width, height) => {
    const frame = cardFrame(width, height);
    expect(frame.width / frame.height).toBeCloseTo(85.6 / 53.98, 3);
    expect(frame.left + frame.width / 2).toBeCloseTo(width / 2);
    expect(frame.top + frame.height / 2).toBeCloseTo(height / 2);
  });
});

describe("cardCut", () => {
  test.each(SIZES)("holds the frame and stays within %i x %i", (width, height) => {
    const [frame, cut] = [cardFrame(width, height), cardCut(width, height)];
    expect(cut.left).toBeLessThanOrEqual(frame.left);
    expect(cut.left + cut.width).toBeGreaterThanOrEqual(frame.left + frame.width);
    expect(cut.left + cut.width).toBeLessThanOrEqual(width);
    expect(cut.top + cut.height).toBeLessThanOrEqual(height);
  });

  test("leaves out most of what is beside the card", () => {
    const cut = cardCut(480, 640);
    expect(cut.width * cut.height).toBeLessThan(0.45 * 480 * 640);
  });
});

const UPLOAD = {
  upload_id: "u1",
  url: "https://bucket.example",
  fields: { key: "card-uploads/a1/u1.jpg", "Content-Type": "image/jpeg" },
  max_bytes: 409_600,
  expires_at: "2026-11-22T08:15:00Z",
};
const JPEG = new Blob(["a card"], { type: "image/jpeg" });

function server() {
  return {
    beginCardUpload: vi.fn(() => Promise.resolve(UPLOAD)),
    keepCard: vi.fn((uploadId: string) => Promise.resolve({ taken_ms: uploadId.length })),
  };
}

describe("sendCard", () => {
  test("posts what was signed and the file last, then chooses the upload", async () => {
    const api = server();
    const post = vi.fn<typeof postForm>(() => Promise.resolve(204));
    await sendCard(api, JPEG, post);
    const [url, form] = post.mock.calls[0] ?? [];
    expect(url).toBe(UPLOAD.url);
    expect([...(form?.keys() ?? [])]).toEqual(["key", "Content-Type", "file"]);
    expect(api.keepCard).toHaveBeenCalledWith("u1");
  });

  test("a picture that the storage refused is not chosen", async () => {
    const api = server();
    await expect(sendCard(api, JPEG, () => Promise.resolve(400))).rejects.toThrow(ApiError);
    expect(api.keepCard).not.toHaveBeenCalled();
  });

  test("without an answer the student hears that the network is away", async () => {
    const lost = () => Promise.reject(new TypeError("failed to fetch"));
    await expect(sendCard(server(), JPEG, lost)).rejects.toThrow(OfflineError);
  });

  test("a card that was handed in on another page is as good", async () => {
    const api = server();
    api.keepCard.mockRejectedValue(new ApiError(409, "card_kept", ""));
    await expect(sendCard(api, JPEG, () => Promise.resolve(204))).resolves.toBeUndefined();
  });
});
