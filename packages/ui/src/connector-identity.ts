/**
 * Colors of connectors. None is red, so that no color looks like a failure. White text has a contrast of at
 * least 5.4:1 on each.
 */
export const connectorHues = {
  cobalt: '#3457d5',
  sky: '#0b6fa4',
  teal: '#0b7775',
  green: '#1d7845',
  olive: '#5b6f12',
  amber: '#8f5a00',
  rust: '#ab4f12',
  clay: '#8a4b41',
  rose: '#b83375',
  plum: '#8a3fa8',
  violet: '#6548cc',
  slate: '#566070'
} as const

/** Number of different shapes of marks. */
const CUTS = 8

/** Accent stored with every new connector. It means that no color was chosen. */
const UNCHOSEN = '#4f46e5'

const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash
}

/** Normalizes a connector's name, which determines its color and shape: trimmed, in lower case. */
const keyOfName = (name: string): string => name.trim().toLowerCase()

/** Returns the color and the shape of a connector's mark, derived from its name. */
export const identityOf = (name: string): { hue: string; cut: number } => {
  const hash = fnv1a(keyOfName(name))
  const hues = Object.values(connectorHues)
  return { hue: hues[hash % hues.length] ?? connectorHues.slate, cut: (hash >> 8) & (CUTS - 1) }
}

/**
 * Shapes of connectors' marks by name. Contains only shapes that differ from the one derived from the name.
 */
export type MarkCuts = ReadonlyMap<string, number>

/** Returns the shape of a connector's mark. */
export const cutOf = (name: string, cuts: MarkCuts): number =>
  cuts.get(keyOfName(name)) ?? identityOf(name).cut

/**
 * Assigns shapes to marks so that connectors of one color differ. By default, the shape is derived from the
 * name. If an older connector of the same color has it, the next free shape is assigned. If all eight are
 * taken, the default shape is used again.
 */
export const markCutsOf = (
  connectors: readonly { name: string; createdAt: number; accent: string }[]
): MarkCuts => {
  const taken = new Set<string>()
  const cuts = new Map<string, number>()
  for (const { name, accent } of connectors.toSorted((one, other) => one.createdAt - other.createdAt)) {
    const [colour, wanted] = [accentOf(name, accent).toLowerCase(), identityOf(name).cut]
    const free = Array.from({ length: CUTS }, (_, turn) => (wanted + turn) % CUTS)
    const cut = free.find(one => !taken.has(`${colour} ${one}`)) ?? wanted
    taken.add(`${colour} ${cut}`)
    if (cut !== wanted) cuts.set(keyOfName(name), cut)
  }
  return cuts
}

/** Letters on connectors' marks by name. Contains only connectors that share their initial with another. */
export type MarkLetters = ReadonlyMap<string, string>

/** Returns the letters on a connector's mark, as assigned within its workspace. */
export const lettersOf = (name: string, letters: MarkLetters): string =>
  letters.get(keyOfName(name)) ?? (name.trim().slice(0, 1).toUpperCase() || '·')

/** Returns the letters of a word for a mark: “HR” for the abbreviation HR, “Ch” for the word Chat. */
const lettersOfWord = (word: string): string =>
  /^[A-Z]{2,3}$/.test(word) ? word : word.slice(0, 1).toUpperCase() + word.slice(1, 2).toLowerCase()

/**
 * Assigns letters to connectors that share an initial, taken from the last word of their names: HR for Acme
 * HR, Ch for Acme Chat.
 */
export const markLettersOf = (names: readonly string[]): MarkLetters => {
  const initials = names.map(name => name.trim().slice(0, 1).toUpperCase())
  return new Map(
    names.flatMap((name, at): [string, string][] => {
      const last = name
        .trim()
        .split(/[\s_-]+/)
        .slice(1)
        .at(-1)
      const isShared = initials.filter(initial => initial === initials[at]).length > 1
      return isShared && last !== undefined && last !== '' ? [[keyOfName(name), lettersOfWord(last)]] : []
    })
  )
}

/** Returns true for an accent that a maker chose. */
export const isAccentChosen = (accent: string): boolean => accent.toLowerCase() !== UNCHOSEN

/** Returns the color of a connector: the chosen one, or the one derived from its name. */
export const accentOf = (name: string, accent: string): string =>
  isAccentChosen(accent) ? accent : identityOf(name).hue

/**
 * Returns the relative luminance of a color such as `#1d4ed8` (WCAG 2.2). An invalid color counts as dark.
 */
const luminanceOf = (colour: string): number => {
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)
  if (digits === null) return 0
  const [red = 0, green = 0, blue = 0] = digits.slice(1).map(part => {
    const share = Number.parseInt(part, 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Returns the text color for a background: white where that is readable, otherwise dark. */
export const letterOn = (ground: string): '#ffffff' | '#1d1e22' =>
  1.05 / (luminanceOf(ground) + 0.05) >= 4.5 ? '#ffffff' : '#1d1e22'
