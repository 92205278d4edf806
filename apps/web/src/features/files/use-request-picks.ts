import { useEffect, useState } from 'react'

/** Debounce time of previews, in milliseconds. */
const REST = 600

/** Requests of a recording that are picked. */
export interface RequestPicks {
  /** Indexes of the requests; null until somebody picks. */
  picked: readonly number[] | null
  /** Adds or removes a request. Before the first change, the requests of the preview are picked. */
  pick: (index: number, isPicked: boolean, before: readonly number[]) => void
  /** True while the preview is not yet that of the picks. */
  isBehind: boolean
}

/** Keeps picks and previews them, debounced and one preview at a time. */
export const useRequestPicks = ({
  preview,
  isPending
}: {
  /** Stable function that asks for a preview. */
  preview: (picked: readonly number[] | null) => void
  isPending: boolean
}): RequestPicks => {
  const [picked, setPicked] = useState<readonly number[] | null>(null)
  const [asked, setAsked] = useState<readonly number[] | null | undefined>(undefined)
  const isBehind = asked !== picked
  useEffect(() => {
    if (!isBehind || isPending) return
    const timer = setTimeout(
      () => {
        setAsked(picked)
        preview(picked)
      },
      picked === null ? 0 : REST
    )
    return () => clearTimeout(timer)
  }, [isBehind, isPending, picked, preview])
  return {
    picked,
    // From the state, since a second click may come before the first one is drawn.
    pick: (index, isPicked, before) =>
      setPicked(now => {
        const others = (now ?? before).filter(other => other !== index)
        return isPicked ? [...others, index] : others
      }),
    isBehind: isBehind || isPending
  }
}
