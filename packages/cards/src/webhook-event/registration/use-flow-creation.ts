import type { Flow, FlowSignature, RegistrarRole } from '@hookwright/model'
import { useEffect, useRef, useState } from 'react'
import { useWorkbench } from '../../view/workbench.ts'

/** Created flow. `isOpen` is false if the browser blocked the new tab. */
export interface CreatedFlow {
  helper: FlowSignature
  isOpen: boolean
}

/** State of the helper flows created in a dialog. */
interface FlowCreation {
  /** Roles with a flow that is currently being created. */
  busy: ReadonlySet<RegistrarRole>
  /** Last created flow of each role. */
  made: Partial<Record<RegistrarRole, CreatedFlow>>
  /**
   * Creates a flow for a role and opens it in a new tab. Returns null on failure, if the dialog was closed,
   * or if a flow for the role is already being created.
   */
  make: (role: RegistrarRole, draw: () => { name: string; doc: Flow }) => Promise<FlowSignature | null>
}

/** Creates helper flows, one at a time for each role. */
export const useFlowCreation = (): FlowCreation => {
  const bench = useWorkbench()
  const [busy, setBusy] = useState<ReadonlySet<RegistrarRole>>(new Set())
  const [made, setMade] = useState<FlowCreation['made']>({})
  const underWay = useRef(new Set<RegistrarRole>())
  const isClosed = useRef(false)

  useEffect(() => {
    isClosed.current = false
    return () => {
      isClosed.current = true
    }
  }, [])

  const make: FlowCreation['make'] = async (role, draw) => {
    if (underWay.current.has(role)) return null
    underWay.current.add(role)
    setBusy(new Set(underWay.current))
    const helper = await bench.createFlow(draw())
    underWay.current.delete(role)
    if (isClosed.current) return null
    setBusy(new Set(underWay.current))
    if (helper === null) return null
    const isOpen = bench.openInNewTab(helper.id)
    setMade(before => ({ ...before, [role]: { helper, isOpen } }))
    return helper
  }

  return { busy, made, make }
}
