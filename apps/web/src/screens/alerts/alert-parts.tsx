import { AlertDestinations } from './alert-destinations.tsx'
import { AlertReasons } from './alert-reasons.tsx'

/** Sections of the alerts page besides the alerts: where they are sent, and what causes them. */
export const AlertParts = () => (
  <div className="flex flex-col gap-8">
    <AlertDestinations />
    <AlertReasons />
  </div>
)
