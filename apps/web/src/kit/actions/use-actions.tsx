import { createContext, type ReactNode, use, useLayoutEffect, useSyncExternalStore } from 'react'
import type { Action } from './action.ts'
import type { ActionRegistry } from './action-registry.ts'

const Registry = createContext<ActionRegistry | null>(null)

/** Provides the action registry to the pages. */
export const ActionsProvider = ({
  registry,
  children
}: {
  registry: ActionRegistry
  children: ReactNode
}) => <Registry value={registry}>{children}</Registry>

/** Returns the registry of this page. */
export const useRegistry = (): ActionRegistry => {
  const registry = use(Registry)
  if (registry === null)
    throw new Error('There is no action registry here; wrap the page in ActionsProvider.')
  return registry
}

/** Registers actions while the component is mounted. Pass the same array while the actions are unchanged. */
export const useActions = (actions: readonly Action[]): void => {
  const registry = useRegistry()
  useLayoutEffect(() => registry.register(actions), [registry, actions])
}

/** Returns all registered actions. The component is rendered again when they change. */
export const useAllActions = (): readonly Action[] => {
  const registry = useRegistry()
  return useSyncExternalStore(registry.subscribe, registry.all)
}
