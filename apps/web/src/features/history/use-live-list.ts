import type { Id, Topic } from '@hookwright/model'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useTopicChanges } from '../../kit/api/use-live.ts'
import { type LiveList, type LiveListOptions, type LiveListState, openLiveList } from './live-list.ts'
import type { ListedRow } from './merge-pages.ts'

/**
 * Opens a live list that refetches on invalidations of these topics.
 *
 * Later changes of `read` and `at` are ignored. To apply them, give the component a different `key`.
 */
export const useLiveList = <Row extends ListedRow>(params: {
  read: LiveListOptions<Row>['read']
  at: LiveListOptions<Row>['at']
  topics: readonly Topic[]
  /** Flow of the list, to which invalidations are limited; null for all flows. */
  flowId: Id | null
  isStill: boolean
  restTimes?: number
}): { list: LiveList<Row>; state: LiveListState<Row> } => {
  const { read, at, topics, flowId, isStill, restTimes = 1 } = params
  const [list] = useState(() =>
    openLiveList({
      read,
      at,
      clock: () => Date.now(),
      after: (wait, run) => void setTimeout(run, wait),
      restTimes
    })
  )
  const state = useStore(list.store)
  useEffect(() => list.open(), [list])
  useEffect(() => list.stand(isStill), [list, isStill])
  useTopicChanges(topics, ids => {
    if (ids.length === 0 || flowId === null || ids.includes(flowId)) list.touch()
  })
  return { list, state }
}
