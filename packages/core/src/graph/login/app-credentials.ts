/** Id and secret of the app that people log in with. The two logins have a pair each, and neither takes the other's. */
export interface AppCredentials {
  /**
   * Facebook Login: App settings > Basic. Instagram Login: Instagram > API setup with Instagram login > Business login
   * settings.
   */
  appId: string;
  appSecret: string;
}
