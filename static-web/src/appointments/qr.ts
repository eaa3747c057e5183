// A QR symbol of version 1 at error correction Q (ISO/IEC 18004): 21 modules wide, room for 16 characters of the alphanumeric set,
// which a reference needs. A quarter of the symbol may be spoilt, so that it is read off worn paper.

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const size = 21;
const dataBytes = 13;
const checkBytes = 13;

/** The symbol's modules row by row, true for dark; undefined when the text does not fit. */
export function qr(text: string): boolean[][] | undefined {
  if (text.length > 16 || [...text].some(character => !alphabet.includes(character))) {
    return undefined;
  }

  const data = bytesOf(text);
  const bits = [...data, ...checkOf(data)].flatMap(byte => Array.from({ length: 8 }, (_, bit) => ((byte >> (7 - bit)) & 1) === 1));
  return Array.from({ length: 8 }, (_, mask) => drawn(bits, mask)).reduce((best, one) => (penalty(one) < penalty(best) ? one : best));
}

/** The symbol as an SVG with the quiet zone that readers need. */
export function qrImage(text: string): string | undefined {
  const modules = qr(text);
  if (!modules) {
    return undefined;
  }

  const dark = modules.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 29 29" shape-rendering="crispEdges"><rect x="-4" y="-4" width="29" height="29" fill="#fff"/><path d="${dark}"/></svg>`;
}

function bytesOf(text: string): number[] {
  let bits = '0010' + text.length.toString(2).padStart(9, '0');
  for (let at = 0; at < text.length; at += 2) {
    const [one, two] = [alphabet.indexOf(text[at]!), at + 1 < text.length ? alphabet.indexOf(text[at + 1]!) : -1];
    bits += two < 0 ? one.toString(2).padStart(6, '0') : (one * 45 + two).toString(2).padStart(11, '0');
  }

  bits += '0'.repeat(Math.min(4, dataBytes * 8 - bits.length));
  bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
  const bytes = (bits.match(/.{8}/g) ?? []).map(byte => parseInt(byte, 2));
  for (let pad = 0; bytes.length < dataBytes; pad++) {
    bytes.push(pad % 2 === 0 ? 0xec : 0x11);
  }

  return bytes;
}

/** Multiplication in the field of 256 elements that QR codes reckon in. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((b >> bit) & 1) * a;
  }

  return product;
}

/** The Reed-Solomon check bytes. */
function checkOf(data: readonly number[]): number[] {
  let generator = [1];
  for (let power = 1, step = 0; step < checkBytes; step++, power = times(power, 2)) {
    const next = [...generator, 0];
    generator.forEach((factor, at) => (next[at + 1]! ^= times(factor, power)));
    generator = next;
  }

  const rest = Array.from({ length: checkBytes }, () => 0);
  for (const byte of data) {
    const factor = byte ^ rest.shift()!;
    rest.push(0);
    rest.forEach((_, at) => (rest[at]! ^= times(generator[at + 1]!, factor)));
  }

  return rest;
}

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  x => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

function drawn(bits: readonly boolean[], mask: number): boolean[][] {
  const modules: (boolean | undefined)[][] = Array.from({ length: size }, () => Array.from({ length: size }, () => undefined));
  for (const [left, top] of [[0, 0], [size - 7, 0], [0, size - 7]] as const) {
    for (let y = -1; y <= 7; y++) {
      for (let x = -1; x <= 7; x++) {
        const row = modules[top + y];
        if (row && left + x >= 0 && left + x < size) {
          const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
          row[left + x] = ring !== 2 && ring < 4;
        }
      }
    }
  }

  for (let at = 8; at < size - 8; at++) {
    modules[6]![at] = modules[at]![6] = at % 2 === 0;
  }

  writeFormat(modules, mask);
  let next = 0;
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    // The zigzag goes up in one pair of columns and down in the next; it jumps over the timing column.
    const upward = ((right > 6 ? size - 1 - right : size - right) / 2) % 2 === 0;
    for (let step = 0; step < size; step++) {
      const y = upward ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (modules[y]![x] === undefined) {
          modules[y]![x] = bits[next++]! !== masks[mask]!(x, y);
        }
      }
    }
  }

  return modules as boolean[][];
}

/** Level Q and the mask, with their own check bits, twice. */
function writeFormat(modules: (boolean | undefined)[][], mask: number): void {
  const format = (0b11 << 3) | mask;
  let rest = format;
  for (let step = 0; step < 10; step++) {
    rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  }

  const bits = ((format << 10) | rest) ^ 0x5412;
  for (let bit = 0; bit < 15; bit++) {
    const on = ((bits >> bit) & 1) === 1;
    const down = bit < 6 ? bit : bit < 8 ? bit + 1 : size - 15 + bit;
    const along = bit < 8 ? size - 1 - bit : bit < 9 ? 7 : 14 - bit;
    modules[down]![8] = on;
    modules[8]![along] = on;
  }

  modules[size - 8]![8] = true;
}

/** How hard a symbol is to read: runs, blocks, likenesses of the corner marks, and too much of one colour. */
function penalty(modules: readonly (readonly boolean[])[]): number {
  let points = 0;
  const lines = [...modules, ...modules.map((_, x) => modules.map(row => row[x]!))].map(line => line.map(on => (on ? '1' : '0')).join(''));
  for (const line of lines) {
    points += (line.match(/0{5,}|1{5,}/g) ?? []).reduce((sum, run) => sum + run.length - 2, 0);
    points += 40 * [...line.matchAll(/(?=10111010000|00001011101)/g)].length;
  }

  for (let y = 1; y < size; y++) {
    for (let x = 1; x < size; x++) {
      points += new Set([modules[y]![x], modules[y - 1]![x], modules[y]![x - 1], modules[y - 1]![x - 1]]).size === 1 ? 3 : 0;
    }
  }

  const dark = modules.flat().filter(Boolean).length / (size * size);
  return points + 10 * Math.floor(Math.abs(dark * 100 - 50) / 5);
}
