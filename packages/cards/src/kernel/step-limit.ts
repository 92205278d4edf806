import { MOST_STEPS } from '@hookwright/model'

/** The sentence about the limit of steps in the help of cards that run a flow many times. */
export const stepLimitHelp = `A run that takes more than ${MOST_STEPS.toLocaleString('en')} steps, counting each card of each turn, is put on hold; you can let it go on from there.`
