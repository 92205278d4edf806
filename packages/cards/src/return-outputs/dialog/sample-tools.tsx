import { Button } from '@hookwright/ui'
import { useState } from 'react'
import { useWorkbench } from '../../workbench.ts'
import { SampleButtons } from './sample-buttons.tsx'
import type { ShownSample } from './use-shown-sample.ts'

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
            <Button look="primary" onClick={() => sample && take([sample])}>
              Use as sample
            </Button>
          </bench.Listen>
        </div>
      )}
    </>
  )
}
