/** Returns the names of the goals of a bench that are missed. */
export const missedGoals = ({ goals }: { goals: Record<string, boolean> }): string[] =>
  Object.keys(goals).filter(name => goals[name] === false)
