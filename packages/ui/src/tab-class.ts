/** Classes of a tab, for a button or a link to a page. The selected tab has `data-active`. */
export const tabClass =
  'relative inline-flex h-9 max-md:h-10 shrink-0 items-center gap-1.5 px-2 text-label whitespace-nowrap text-ink-2 hover:text-ink data-active:text-ink after:absolute after:inset-x-2 after:bottom-0 after:h-0.5 after:rounded-full data-active:after:bg-solid -outline-offset-2'
