import { cx } from '@hookwright/ui'
import type { ReactNode } from 'react'

/** Ways to begin something, in up to four columns. */
export const TileList = ({
  isNarrow = false,
  children
}: {
  /** Has up to five columns, for short texts. */
  isNarrow?: boolean
  children: ReactNode
}) => (
  <ul
    className={cx(
      'm-0 grid list-none p-0',
      isNarrow
        ? 'grid-cols-[repeat(auto-fit,minmax(min(100%,12.5rem),1fr))] gap-x-6'
        : 'grid-cols-[repeat(auto-fill,minmax(min(100%,16rem),1fr))] gap-x-10'
    )}
  >
    {children}
  </ul>
)

/** Classes of the link or button of a tile, which covers all of it. */
export const tileActClass =
  'w-fit max-w-full truncate rounded-xs text-left text-label text-ink after:absolute after:inset-0 aria-busy:opacity-70'

/** One way to begin something: a mark, a link or button, and what it brings. */
export const Tile = ({
  mark,
  about,
  title,
  children
}: {
  mark: ReactNode
  about: ReactNode
  /** Tooltip. */
  title?: string
  /** Link or button with `tileActClass`. */
  children: ReactNode
}) => (
  <li
    title={title}
    className="relative isolate flex min-h-13 items-center gap-3 border-b border-line py-1.5 before:absolute before:inset-y-0 before:-inset-x-2 before:-z-1 before:rounded-s hover:before:bg-hover"
  >
    {mark}
    <span className="flex min-w-0 flex-col">
      {children}
      <span className="truncate text-small text-ink-3">{about}</span>
    </span>
  </li>
)

/** Icon as the mark of a tile. */
export const TileIcon = ({ children }: { children: ReactNode }) => (
  <span
    aria-hidden
    className="flex size-8 shrink-0 items-center justify-center rounded-tile bg-hover text-ink-2 [&_svg]:size-4"
  >
    {children}
  </span>
)
