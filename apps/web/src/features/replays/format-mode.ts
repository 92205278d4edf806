import type { Replayed, ReplayFlow } from '@hookwright/model'

/** Labels of the flows that a replay can run. */
export const replayFlowLabels: Record<ReplayFlow, string> = {
  newest: 'With the current flow',
  pinned: 'With the original flow',
  draft: 'With the draft'
}

const replayFlowPhrases: Record<ReplayFlow, string> = {
  newest: 'with the current flow',
  pinned: 'with the original flow',
  draft: 'with the draft'
}

/** Describes how a run was replayed: “Replay with the draft, without side effects”. */
export const formatReplayMode = ({ on, effects, alone }: Replayed): string =>
  `Replay ${alone === true ? 'of one record ' : ''}${replayFlowPhrases[on]}${effects ? '' : ', without side effects'}`
