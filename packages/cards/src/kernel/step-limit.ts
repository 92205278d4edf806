import { MOST_STEPS, MOST_WAITS } from '@hookwright/model'

/** The sentences about the limits of steps and waits in the help of cards that run a flow many times. */
export const stepLimitHelp = `A run that takes more than ${MOST_STEPS.toLocaleString('en')} steps, counting each card of each turn, is put on hold; you can let it go on from there. So is a run that waits more than ${MOST_WAITS.toLocaleString('en')} times.`
