import { Button } from '@hookwright/ui'
import { useState } from 'react'
import { type Sample, useWorkbench } from '../../view/workbench.ts'
import { SampleButtons } from './sample-buttons.tsx'
import type { ShownSample } from './use-shown-sample.ts'

/** The sample that was heard, with all other deliveries that were received: together they tell more of the types. */
const withReceived = (heard: Sample, samples: readonly Sample[]): Sample[] => [
  heard,
  ...samples.filter(({ id, pasted }) => id !== heard.id && pasted !== true)
]

/** Ways to outputs that need not be typed, and where one listens for a request. */
export const SampleTools = ({ samples, sample, take, hear }: ShownSample) => {
  const bench = useWorkbench()
  const [isListening, setListening] = useState(false)
  return (
    <>
      <SampleButtons
        samples={samples}
        onTake={take}
        isListening={isListening}
        onListen={() => setListening(!isListening)}
      />
      {isListening && (
        <div className="rounded-m border border-line p-3">
          <bench.Listen onHeard={({ id }) => hear(id)}>
            <Button look="primary" onClick={() => sample && take(withReceived(sample, samples))}>
              Use as sample
            </Button>
          </bench.Listen>
        </div>
      )}
    </>
  )
}
