/** The look of every layer that floats over the page beside what opened it. */
export const popupClass =
  'floats rounded-m border border-line-2 bg-raised text-ink shadow-2 outline-none max-w-(--available-width) origin-(--transform-origin)'

/** A list of choices inside such a layer. */
export const listClass = 'max-h-[min(22.5rem,var(--available-height))] overflow-y-auto overscroll-contain p-1'

/** One choice: a tick column, then its words. */
export const choiceClass =
  'grid min-h-8 cursor-default grid-cols-[1rem_1fr] items-center gap-x-2 rounded-s py-1 pr-3 pl-2 text-body outline-none select-none data-highlighted:bg-hover data-disabled:opacity-50'

/** One item of a menu. */
export const itemClass =
  'flex min-h-8 cursor-default items-center gap-2 rounded-s px-2 py-1 text-body outline-none select-none data-highlighted:bg-hover data-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0'
