/** Classes of every layer that floats next to its trigger. */
export const popupClass =
  'floats rounded-m border border-line-2 bg-raised text-ink shadow-2 outline-none max-w-(--available-width) origin-(--transform-origin)'

/** Classes of a list of options inside a floating layer. */
export const listClass = 'max-h-[min(22.5rem,var(--available-height))] overflow-y-auto overscroll-contain p-1'

/** Classes of an option: a column for the checkmark, then the text. */
export const choiceClass =
  'grid min-h-8 cursor-default grid-cols-[1rem_1fr] items-center gap-x-2 rounded-s py-1 pr-3 pl-2 text-body outline-none select-none data-highlighted:bg-hover data-disabled:opacity-50'

/** Classes of a menu item. */
export const itemClass =
  'flex min-h-8 cursor-default items-center gap-2 rounded-s px-2 py-1 text-body outline-none select-none data-highlighted:bg-hover data-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0'
