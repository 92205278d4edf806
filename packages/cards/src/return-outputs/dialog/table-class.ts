/**
 * CSS classes for the columns of the outputs table: grip, label, key, data type, list, field type, path,
 * sample, tools.
 */
export const columnsClass =
  'grid grid-cols-[1.75rem_minmax(7rem,1.2fr)_minmax(5rem,0.9fr)_9.25rem_2.25rem_5.5rem_minmax(8.5rem,1.3fr)_minmax(4.5rem,1fr)_3.5rem] items-center gap-x-1 max-md:grid-cols-[1.75rem_minmax(0,1fr)_8.5rem_2.25rem_auto]'

/** CSS classes of a text cell. Its border appears only on hover and focus. */
export const cellClass =
  'h-7 w-full min-w-0 text-ellipsis rounded-xs border border-transparent bg-transparent px-2 text-label text-ink max-md:h-10 max-md:text-h2 max-md:font-normal hover:border-line-strong focus:border-line-strong focus:bg-surface aria-invalid:border-err'

/** CSS classes of a select in a row, with the same border behavior. */
export const cellSelectClass =
  '[&_[role=combobox]]:h-7 max-md:[&_[role=combobox]]:h-10 [&_[role=combobox]]:rounded-xs [&_[role=combobox]]:border-transparent [&_[role=combobox]]:bg-transparent [&_[role=combobox]]:relative [&_[role=combobox]]:px-2 [&_[role=combobox]]:text-label [&_[role=combobox]]:font-normal [&_[role=combobox]:hover]:border-line-strong [&_[role=combobox]:focus-visible]:bg-surface [&_[role=combobox]>span:last-child]:absolute [&_[role=combobox]>span:last-child]:right-1 [&_[role=combobox]>span:last-child]:bg-surface [&_[role=combobox]>span:last-child]:opacity-0 [&_[role=combobox]:hover>span:last-child]:opacity-100 [&_[role=combobox]:focus-visible>span:last-child]:opacity-100'

/** Element id of the list with the sample's paths. */
export const SAMPLE_PATHS = 'sample-paths'
