import { createContext, use, useState } from 'react'
import {
  accentOf,
  cutOf,
  letterOn,
  lettersOf,
  type MarkCuts,
  type MarkLetters
} from './connector-identity.ts'

const noMarks: { cuts: MarkCuts; letters: MarkLetters } = { cuts: new Map(), letters: new Map() }

const MarksContext = createContext(noMarks)

/** Context provider for the shapes and letters that distinguish the connectors of a workspace. */
export const MarksProvider = MarksContext.Provider

/** Returns the letters that distinguish the connectors of a workspace. */
export const useMarkLetters = (): MarkLetters => use(MarksContext).letters

/** Font size of the letters by their number, as a share of the mark's size. */
const SIZES: Record<number, number> = { 1: 0.54, 2: 0.43 }

/**
 * Shapes that distinguish the marks of connectors. Each is drawn on the tile of a mark, lighter or darker
 * than the tile.
 */
const cuts = [
  { d: 'M0 0H14A14 14 0 0 1 0 14Z', fill: '#fff' },
  { d: 'M0 28 28 0V28Z', fill: '#000' },
  { d: 'M15 0A13 13 0 0 0 28 13V0Z', fill: '#fff' },
  { d: 'M0 19H28V28H0Z', fill: '#000' },
  { d: 'M28 28H12A16 16 0 0 1 28 12Z', fill: '#fff' },
  {
    d: 'M14 3A11 11 0 1 0 14 25 11 11 0 1 0 14 3ZM14 4.6A9.4 9.4 0 1 1 14 23.4 9.4 9.4 0 1 1 14 4.6Z',
    fill: '#fff'
  },
  { d: 'M0 0H9V28H0Z', fill: '#000' },
  { d: 'M14 28A14 14 0 0 1 28 14V28ZM0 0H14A14 14 0 0 1 0 14Z', fill: '#fff' }
] as const

/**
 * Logo on a tile. The tile turns white only once the logo is loaded, since an empty white tile looks broken
 * on a dark page.
 */
const LogoMark = ({ logo, size }: { logo: string; size: number }) => {
  const [isLoaded, setIsLoaded] = useState(false)
  return (
    <span
      aria-hidden
      className="brand-mark"
      style={{
        width: size,
        height: size,
        borderRadius: size / 4,
        backgroundColor: isLoaded ? '#fff' : 'var(--bg-hover)',
        boxShadow: 'inset 0 0 0 1px rgb(28 27 24 / 0.14)'
      }}
    >
      <img
        src={logo}
        alt=""
        draggable={false}
        className="size-[66%] object-contain"
        onLoad={() => setIsLoaded(true)}
      />
    </span>
  )
}

/**
 * Mark of a connector: its logo on a white tile, or its letters on its color. Color and shape are derived
 * from the name unless chosen.
 */
export const BrandMark = ({
  name,
  logo,
  accent,
  letters,
  size = 32
}: {
  name: string
  /** Logo as a data URL, or the path of a bundled logo; null for none. */
  logo: string | null
  /** Color, such as `#1d4ed8`. */
  accent: string
  /** Letters of a known service. By default, they are derived from the name. */
  letters?: string | undefined
  /** Size in pixels. */
  size?: number
}) => {
  const marks = use(MarksContext)
  if (logo !== null) return <LogoMark logo={logo} size={size} />
  const ground = accentOf(name, accent)
  const cut = cuts[cutOf(name, marks.cuts)] ?? cuts[0]
  const shown = letters ?? lettersOf(name, marks.letters)
  return (
    <span
      aria-hidden
      // Drawn by the style, so that the letters are no text of what the mark stands in.
      data-letters={shown}
      className="brand-mark"
      style={{
        width: size,
        height: size,
        borderRadius: size / 4,
        color: letterOn(ground),
        // In whole pixels, between which letters would be drawn above the middle.
        fontSize: Math.round(size * (SIZES[shown.length] ?? 0.36))
      }}
    >
      <svg aria-hidden viewBox="0 0 28 28" className="absolute inset-0 size-full">
        <rect width="28" height="28" fill={ground} />
        <path d={cut.d} fill={cut.fill} fillRule="evenodd" opacity={cut.fill === '#fff' ? 0.2 : 0.16} />
      </svg>
    </span>
  )
}
