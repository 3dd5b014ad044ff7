// A soft chime and a short vibration at the start, at each turn and at the end. Both are off until
// somebody chooses them, on this page; nothing remembers it.
const AT = new Set(["speak", "give_back", "swap", "close", "still", "over"]);
const PARTIALS = [[528, 0.16], [792.6, 0.05]]; // a fifth that is not quite one, like metal
const DECAY = 1.5;
const sound = document.querySelector("[data-sound]");
const vibration = document.querySelector("[data-vibration]");
const on = (button) => button?.getAttribute("aria-pressed") === "true";
let air = null;

function ring(pitch = 1, loud = 1, decay = DECAY) {
  if (!on(sound) || !air) return;
  air.resume();
  const from = air.currentTime + 0.02;
  for (const [frequency, gain] of PARTIALS) {
    const tone = air.createOscillator();
    const fade = air.createGain();
    tone.frequency.value = frequency * pitch;
    fade.gain.setValueAtTime(0, from);
    fade.gain.linearRampToValueAtTime(gain * loud, from + 0.03);
    fade.gain.exponentialRampToValueAtTime(0.0001, from + decay);
    tone.connect(fade).connect(air.destination);
    tone.start(from);
    tone.stop(from + decay);
  }
}

function shake(pattern) {
  if (on(vibration)) navigator.vibrate(pattern);
}

sound?.addEventListener("click", () => {
  sound.setAttribute("aria-pressed", String(!on(sound)));
  air ??= new AudioContext(); // browsers allow a sound only after a finger asked for it
  ring();
});

if (vibration && navigator.vibrate) {
  vibration.hidden = false;
  vibration.addEventListener("click", () => {
    vibration.setAttribute("aria-pressed", String(!on(vibration)));
    shake(60);
  });
}

document.addEventListener("nearer:turned", (event) => {
  const { phase, was } = event.detail;
  if (phase === was || was === "paused" || !AT.has(phase)) return;
  ring(phase === "over" ? 0.75 : 1);
  shake(phase === "over" ? [80, 120, 80] : 80);
});

// With each breath, much softer: for eyes that are closed.
document.addEventListener("nearer:breath", (event) => {
  ring(event.detail === "in" ? 0.5 : 0.375, 0.3, 1);
  shake(event.detail === "in" ? 25 : [15, 90, 15]);
});
