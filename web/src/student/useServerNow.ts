import { useEffect, useState } from "react";
import type { ServerClock } from "../shared/serverClock";

/** The server's time, renewed every second. */
export function useServerNow(clock: ServerClock): number {
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), 1000);
    return () => clearInterval(timer);
  }, [clock]);
  return now;
}
