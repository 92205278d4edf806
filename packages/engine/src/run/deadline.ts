import { Fault, SECOND } from '@hookwright/model'
import type { Progress } from './progress.ts'

/**
 * Runs `inside` under the time limit of a card. An earlier deadline of an enclosing card still
 * applies.
 */
export const withinLimit = async <Ended>(
  run: Progress,
  card: string,
  seconds: number,
  inside: () => Ended | Promise<Ended>
): Promise<Ended> => {
  const { deadline } = run
  const at = run.world.fx.clock() + seconds * SECOND
  // A replay without side effects takes the answers of the run that it repeats, which came in time.
  if (run.world.answers === undefined && (deadline === null || at < deadline.at))
    run.deadline = { at, card, seconds }
  try {
    return await inside()
  } finally {
    run.deadline = deadline
  }
}

/** Returns true once the time limit of an enclosing card is used up. */
export const isPastDeadline = ({ deadline, world }: Progress): boolean =>
  deadline !== null && world.fx.clock() >= deadline.at

/** Returns the fault of a card that exceeded its time limit. */
export const timedOut = ({ card, seconds }: NonNullable<Progress['deadline']>): Fault =>
  new Fault('card.timed-out', { card, seconds })
