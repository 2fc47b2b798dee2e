/** Whether a lecturer sees the camera live now, and whether one speaks. */
export interface WatchState {
  watched: boolean;
  spokenTo: boolean;
}

export const UNWATCHED: WatchState = { watched: false, spokenTo: false };
