import type { Flow, FlowSignature, RegistrarRole } from '@hookwright/model'
import { useEffect, useRef, useState } from 'react'
import { useWorkbench } from '../../view/workbench.ts'

/** A created flow, and whether it was opened in a new tab, which a browser may block. */
export interface CreatedFlow {
  helper: FlowSignature
  isOpen: boolean
}

/** New helper flows, made while a dialog is open. */
interface FlowCreation {
  /** The roles for which a flow is being made now. */
  busy: ReadonlySet<RegistrarRole>
  /** Flow that was made last for each role. */
  made: Partial<Record<RegistrarRole, CreatedFlow>>
  /**
   * Creates a flow for a role and opens it in a new tab. Null if one is already being created, if that
   * failed, or if the dialog was closed meanwhile.
   */
  make: (role: RegistrarRole, draw: () => { name: string; doc: Flow }) => Promise<FlowSignature | null>
}

/** Makes helper flows, one at a time for each role. */
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
    const isOpen = bench.openBeside(helper.id)
    setMade(before => ({ ...before, [role]: { helper, isOpen } }))
    return helper
  }

  return { busy, made, make }
}
