import { createContext } from 'react'

/**
 * Free room of the bar of a flow, between its left and its right buttons; null until it is drawn. What comes and goes there
 * moves no button.
 */
export const BarSlot = createContext<HTMLElement | null>(null)

/** Screens on which the bar of a flow folds what is seldom used into its menu. */
export const NARROW_BAR = '(max-width: 1023px)'
