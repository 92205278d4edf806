/** Letters by how wide they are, in hundredths of the size of the font: as wide as the widest of their class in Inter. */
const classes: readonly [number, string][] = [
  [25, 'ijl'],
  [30, ' !,.:I‘’·'],
  [35, "';`t|"],
  [40, '()/[\\]fr'],
  [45, '1{}'],
  [50, '"-^_“”–'],
  [55, '*?ksx'],
  [60, '57EFJLacehnouvyz'],
  [65, '0234689#$&PRSTZbdgpq'],
  [70, '+<=>ABKVXY~'],
  [75, 'CDGHNU'],
  [80, 'OQ'],
  [85, 'w'],
  [90, 'm…'],
  [95, 'M']
]
const widths = new Map(classes.flatMap(([width, letters]) => [...letters].map(letter => [letter, width])))

/** What is not listed is taken to be as wide as it is high. */
const WIDEST = 100
const SPACE = 30

const widthOf = (word: string): number =>
  [...word].reduce((sum, letter) => sum + (widths.get(letter) ?? WIDEST), 0)

/**
 * How many lines a text surely fits into, told from its letters alone, since nothing is measured on the canvas.
 *
 * @param room how wide a line is, in pixels
 * @param size the size of the font, in pixels
 */
export const linesOfText = (text: string, room: number, size: number): number => {
  const most = (room / size) * 100
  let lines = 1
  let used = 0
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const width = widthOf(word)
    const gap = used === 0 ? 0 : SPACE
    if (used + gap + width <= most) {
      used += gap + width
      continue
    }
    // A word that is longer than a line is broken.
    const broken = Math.max(0, Math.ceil(width / most) - 1)
    lines += (used === 0 ? 0 : 1) + broken
    used = width - broken * most
  }
  return lines
}
