// A page in the background gets its timers slowed down; a worker's keep their pace.
setInterval(() => postMessage(0), 1000);
