import { Fault } from '@hookwright/model'

/** Whether a run that went on could not be written since somebody has ended it meanwhile: its end stands. */
export const waitsNoMore = (thrown: unknown): boolean =>
  thrown instanceof Fault && (thrown.code === 'run.gone' || thrown.code === 'run.not-set-aside')
