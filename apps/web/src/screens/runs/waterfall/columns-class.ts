/**
 * Grid columns of a waterfall: the name, the bars, the attempts where a card was tried more than once, and the time. On a
 * small screen without the attempts.
 */
export const columnsClass = (hasTries: boolean): string =>
  `grid ${
    hasTries
      ? 'grid-cols-[minmax(13rem,2fr)_minmax(8rem,4fr)_2.5rem_5.5rem]'
      : 'grid-cols-[minmax(13rem,2fr)_minmax(8rem,4fr)_5.5rem]'
  } max-md:grid-cols-[minmax(8rem,1fr)_5rem_4rem] items-center gap-x-4 pr-5 pl-8 max-md:gap-x-2 max-md:px-4`
