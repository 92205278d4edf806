/** The columns of a waterfall; on a small screen only the name, the time and the bars. */
export const columnsClass =
  'grid grid-cols-[minmax(13rem,3fr)_3.5rem_4rem_2.5rem_6.5rem_4rem_minmax(8rem,3fr)] max-md:grid-cols-[minmax(8rem,3fr)_4rem_minmax(6.5rem,2fr)] items-center gap-x-3 px-5 max-md:px-4'
