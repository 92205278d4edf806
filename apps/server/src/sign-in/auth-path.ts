/** Path of the sign-in and sign-out endpoints. */
export const authPath = '/api/auth'
