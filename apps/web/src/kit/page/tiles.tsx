import { cx } from '@hookwright/ui'
import type { ReactNode } from 'react'

/** Grid of tiles, with as many columns as fit. */
export const TileList = ({
  isNarrow = false,
  children
}: {
  /** True for narrower columns, for short texts. */
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

/** CSS classes of a tile's link or button, which makes the whole tile clickable. */
export const tileActClass =
  'w-fit max-w-full truncate rounded-xs text-left text-label text-ink after:absolute after:inset-0 aria-busy:opacity-70'

/** Tile for one way to start something: an icon, a link or button, and a description. */
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
  /** Link or button, which must have the classes `tileActClass`. */
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

/** Icon of a tile. */
export const TileIcon = ({ children }: { children: ReactNode }) => (
  <span
    aria-hidden
    className="flex size-8 shrink-0 items-center justify-center rounded-tile bg-hover text-ink-2 [&_svg]:size-4"
  >
    {children}
  </span>
)
