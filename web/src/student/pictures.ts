import { PictureBook } from "../shared/pictures/book";
import { attemptApi } from "./api";
import { storedAttempt } from "./session";

/** The pictures of the paper that this device is writing. */
export const pictures = new PictureBook({
  locate: async (ids) => {
    const attempt = storedAttempt();
    if (!attempt) return {};
    const api = attemptApi(attempt.attempt_id, attempt.attempt_token);
    return (await api.locatePictures(ids)).addresses;
  },
});
