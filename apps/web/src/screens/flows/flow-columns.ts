/** Grid columns of the flow list: name, cards, 24 hours, runs, failed, p50, last run with the switch, menu. */
export const flowColumns =
  'grid grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-4 max-md:gap-x-1 md:grid-cols-[minmax(0,1fr)_10.375rem_14rem_2rem] xl:grid-cols-[minmax(0,1fr)_10.375rem_3.5rem_3rem_5.5rem_14rem_2rem] min-[1400px]:grid-cols-[minmax(0,1fr)_10.5rem_10.375rem_3.5rem_3rem_5.5rem_14rem_2rem]'
