import { reckon } from '../number/reckon.ts'

/** Gives the difference of two numbers. Throws `card.failed` where no number can be given. */
export const execute = reckon((left, right) => left - right, Math.max)
