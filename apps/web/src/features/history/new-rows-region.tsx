import { useEffect, useRef, useState } from 'react'
import { createNewRowsAnnouncer, type NewRowsAnnouncer } from './format-new-rows.ts'

/** Live region that announces new rows to screen readers. */
export const NewRowsRegion = ({
  came,
  noun
}: {
  /** Number of rows that have arrived so far. */
  came: number
  noun: { one: string; many: string }
}) => {
  const [said, setSaid] = useState('')
  const [words, setWords] = useState<NewRowsAnnouncer | null>(null)
  const { one, many } = noun
  useEffect(() => {
    const opened = createNewRowsAnnouncer({
      noun: { one, many },
      say: setSaid,
      after: (wait, run) => void setTimeout(run, wait)
    })
    setWords(opened)
    return opened.close
  }, [one, many])
  const announced = useRef(0)
  useEffect(() => {
    if (words === null || came <= announced.current) return
    words.came(came - announced.current)
    announced.current = came
  }, [came, words])
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  )
}
