/**
 * Returns the class names for the columns of a waterfall: name, bars, attempts (if `hasTries`), and time.
 * Small screens omit the attempts.
 */
export const columnsClass = (hasTries: boolean): string =>
  `grid ${
    hasTries
      ? 'grid-cols-[minmax(13rem,2fr)_minmax(8rem,4fr)_2.5rem_5.5rem]'
      : 'grid-cols-[minmax(13rem,2fr)_minmax(8rem,4fr)_5.5rem]'
  } max-md:grid-cols-[minmax(8rem,1fr)_5rem_4rem] items-center gap-x-4 pr-5 pl-8 max-md:gap-x-2 max-md:px-4`
