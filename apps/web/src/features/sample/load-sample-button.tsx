import { Button, type ButtonLook } from '@hookwright/ui'
import { PackageOpen } from 'lucide-react'
import { useLoadSample } from './use-load-sample.ts'

/**
 * Button that loads the sample: demo connectors, connections to them and a flow. Users who cannot load it see
 * the reason, or no button.
 */
export const LoadSampleButton = ({
  look = 'plain',
  isStep = false
}: {
  look?: ButtonLook
  /** True in a list of steps, which already shows whether the sample is loaded. */
  isStep?: boolean
}) => {
  const { load, busy, whyNot } = useLoadSample({ isStep })
  if (whyNot !== null) return null
  return (
    <Button
      look={look}
      busy={busy}
      icon={<PackageOpen aria-hidden className="size-4" strokeWidth={1.75} />}
      onClick={load}
    >
      Load the sample
    </Button>
  )
}
