import type { Replayed, ReplayFlow } from '@hookwright/model'

/** Labels of the flows that a replay can run. */
export const replayFlowLabels: Record<ReplayFlow, string> = {
  newest: 'On the newest',
  pinned: 'On what ran then',
  draft: 'On the draft'
}

const replayFlowPhrases: Record<ReplayFlow, string> = {
  newest: 'on the newest',
  pinned: 'on what ran then',
  draft: 'on the draft'
}

/** Describes the mode of a replay: “Replay on the draft, without side effects”. */
export const formatReplayMode = ({ on, effects, alone }: Replayed): string =>
  `Replay ${alone === true ? 'of one record ' : ''}${replayFlowPhrases[on]}${effects ? '' : ', without side effects'}`
