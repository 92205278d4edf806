import { useEffect, useRef, useState } from 'react'
import { announce } from '../../../features/canvas/commands/announce.ts'
import { useCanvas } from '../../../features/canvas/use-canvas.tsx'
import { createNewRowsAnnouncer, type NewRowsAnnouncer } from '../../../features/history/format-new-rows.ts'

/** Announces new deliveries to screen readers at intervals. */
export const useAnnounceNew = (count: number | undefined): void => {
  const canvas = useCanvas()
  const [words, setWords] = useState<NewRowsAnnouncer | null>(null)
  const announced = useRef<number | undefined>(undefined)
  useEffect(() => {
    const opened = createNewRowsAnnouncer({
      noun: { one: 'delivery', many: 'deliveries' },
      say: sentence => announce(canvas, sentence),
      after: (wait, run) => void setTimeout(run, wait)
    })
    setWords(opened)
    return opened.close
  }, [canvas])
  useEffect(() => {
    if (count !== undefined && announced.current !== undefined && count > announced.current)
      words?.came(count - announced.current)
    announced.current = count ?? announced.current
  }, [count, words])
}
