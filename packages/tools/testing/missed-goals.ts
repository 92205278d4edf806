/** Returns the names of a bench's missed goals. */
export const missedGoals = ({ goals }: { goals: Record<string, boolean> }): string[] =>
  Object.keys(goals).filter(name => goals[name] === false)
