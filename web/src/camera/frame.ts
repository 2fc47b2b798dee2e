/** One picture of the camera, as the server wants it. */
export interface Frame {
  /** Server time, milliseconds since the epoch. */
  capturedMs: number;
  jpeg: Blob;
}

/** Pictures that travel together: one upload, one object in S3. */
export interface Bundle {
  /** Capture time of each frame, never decreasing. */
  capturedMs: number[];
  body: Blob;
}
