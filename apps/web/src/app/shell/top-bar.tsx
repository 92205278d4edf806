import { useMatches } from '@tanstack/react-router'
import { PathBar } from '../../kit/page/breadcrumb.tsx'

/** Returns true when the page is nested in another one and does not render its own bar. */
const useHasBar = (): boolean => {
  const matches = useMatches()
  const depth = matches.reduce((sum, { staticData }) => sum + (staticData.crumbs?.length ?? 0), 0)
  return depth > 1 && !matches.some(({ staticData }) => staticData.ownBar === true)
}

/** Bar with the breadcrumbs of a nested page. List pages have none, since their title identifies them. */
export const TopBar = () => useHasBar() && <PathBar />
