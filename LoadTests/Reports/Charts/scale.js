/** Maps [from, to] to [start, end] evenly. */
export function linearScale(from, to, start, end) {
  const factor = to === from ? 0 : (end - start) / (to - from);
  const scale = value => start + (value - from) * factor;
  scale.back = position => factor === 0 ? from : from + (position - start) / factor;
  scale.ticks = count => evenTicks(from, to, count);
  return scale;
}

/** Maps [from, to], both above 0, to [start, end] by their logarithms; what is below from is drawn at from. */
export function logarithmicScale(from, to, start, end) {
  const scale = linearScale(Math.log10(from), Math.log10(to), start, end);
  const position = value => scale(Math.log10(Math.max(value, from)));
  position.ticks = () => decades(from, to);
  return position;
}

/** Round numbers in a range: 1, 2 or 5 times a power of ten apart, about so many. */
export function evenTicks(from, to, count) {
  const rough = (to - from) / Math.max(1, count);
  if (!(rough > 0)) {
    return [from];
  }

  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(times => times * power).find(candidate => candidate >= rough * 0.999);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, n) => +((first + n) * step).toPrecision(12));
}

function decades(from, to) {
  const ticks = [];
  for (let power = Math.ceil(Math.log10(from) - 1e-9); power <= Math.log10(to) + 1e-9; power++) {
    ticks.push(10 ** power);
  }

  return ticks;
}
