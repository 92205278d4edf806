/** Grid columns of a waterfall; on a small screen only the name, the bars and the time. */
export const columnsClass =
  'grid grid-cols-[minmax(13rem,2fr)_minmax(8rem,3fr)_2.5rem_6.5rem_4rem_5.5rem] max-md:grid-cols-[minmax(8rem,1fr)_5rem_4rem] items-center gap-x-4 px-5 max-md:gap-x-2 max-md:px-4'
