import type { Id } from '@hookwright/model'
import { useEffect, useState } from 'react'
import { type NewRowsWords, openNewRowsWords } from './new-rows-words.ts'

/** Tells screen readers how many rows came. */
export const NewRowsRegion = ({
  fresh,
  noun
}: {
  fresh: ReadonlySet<Id>
  noun: { one: string; many: string }
}) => {
  const [said, setSaid] = useState('')
  const [words, setWords] = useState<NewRowsWords | null>(null)
  const { one, many } = noun
  useEffect(() => {
    const opened = openNewRowsWords({
      noun: { one, many },
      say: setSaid,
      after: (wait, run) => void setTimeout(run, wait)
    })
    setWords(opened)
    return opened.close
  }, [one, many])
  useEffect(() => {
    if (fresh.size > 0) words?.came(fresh.size)
  }, [fresh, words])
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  )
}
