/** Whether a lecturer sees the camera live now, listens to the microphone, or speaks. */
export interface WatchState {
  watched: boolean;
  heard: boolean;
  spokenTo: boolean;
}

export const UNWATCHED: WatchState = { watched: false, heard: false, spokenTo: false };
