/** The tokens of a world, by what they are good or bad for. All values are made up. */
export interface SimulatorTokens {
  /** Long-lived Facebook user token with every permission. */
  readonly user: string;
  /** Short-lived Facebook user token with every permission, to be exchanged. */
  readonly shortLivedUser: string;
  /** System user token: never expires, sees the assigned Pages. */
  readonly systemUser: string;
  /** Page tokens by Page id. */
  readonly pages: Readonly<Record<string, string>>;
  /** Long-lived Instagram user tokens by account id. */
  readonly instagramAccounts: Readonly<Record<string, string>>;
  /** The first of them; empty if no account has an Instagram login. */
  readonly instagram: string;
  /** Short-lived Instagram user token of the same account. */
  readonly shortLivedInstagram: string;
  /** Long-lived Instagram user token issued less than a day ago. */
  readonly freshInstagram: string;
  /** Instagram user token that has expired. */
  readonly expiredInstagram: string;
  /** Instagram user token without instagram_business_manage_insights. */
  readonly instagramWithoutInsights: string;
  /** An authorization code to be exchanged for a short-lived Instagram token. */
  readonly instagramCode: string;
  /** Facebook user token whose session has expired. */
  readonly expired: string;
  /** Facebook user token whose owner removed the app. */
  readonly appRemoved: string;
  /** Facebook user token without instagram_basic. */
  readonly withoutBasic: string;
  /** Facebook user token without instagram_manage_insights. */
  readonly withoutInsights: string;
  /** Facebook user token without instagram_manage_comments. */
  readonly withoutComments: string;
  /** Facebook user token without pages_show_list. */
  readonly withoutPagesShowList: string;
  /** Facebook user token without any permission that shows business-owned Pages. */
  readonly withoutBusiness: string;
  /** Facebook user token that sees business-owned Pages only through /me/businesses. */
  readonly businessOnly: string;
  /** Not a token at all. */
  readonly garbage: string;
  readonly appId: string;
  readonly appSecret: string;
  /** The Instagram app's own id: the Meta app's is refused there. */
  readonly instagramAppId: string;
  /** The Instagram app's secret. */
  readonly instagramAppSecret: string;
}
