import type { Json } from '@hookwright/model'
import { useState } from 'react'
import { type Sample, useWorkbench } from '../../view/workbench.ts'

/** The samples of the open event, one of which is shown, and what outputs are being taken from. */
export interface ShownSample {
  samples: Sample[]
  /** The one whose values are shown; null while there is none. */
  sample: Sample | null
  show: (id: string) => void
  /** The one that was listened for just now: its values are shown at once. */
  heardId: string | null
  hear: (id: string) => void
  /** Deliveries from which outputs are being taken, empty for a pasted body; null while none are taken. */
  taking: readonly Sample[] | null
  take: (samples: readonly Sample[] | null) => void
  /** Shows what outputs were taken from; a body that was pasted is a sample from then on. */
  taken: (pasted: Json | null) => void
}

/** Keeps in mind which sample is shown. */
export const useShownSample = (): ShownSample => {
  const bench = useWorkbench()
  const samples = bench.useSamples()
  const [sampleId, setSampleId] = useState<string | null>(null)
  const [heardId, setHeardId] = useState<string | null>(null)
  const [taking, setTaking] = useState<readonly Sample[] | null>(null)
  return {
    samples,
    sample: samples.find(each => each.id === sampleId) ?? samples[0] ?? null,
    show: setSampleId,
    heardId,
    hear: id => {
      setSampleId(id)
      setHeardId(id)
    },
    taking,
    take: setTaking,
    taken: pasted => {
      if (pasted !== null) setSampleId(bench.keepSample(pasted))
      else if (taking?.[0]) setSampleId(taking[0].id)
    }
  }
}
