import { Fault } from '@hookwright/model'

/** Returns true when a resumed run could not be written because somebody ended it meanwhile. */
export const waitsNoMore = (thrown: unknown): boolean =>
  thrown instanceof Fault && (thrown.code === 'run.gone' || thrown.code === 'run.not-suspended')
