package train

// bodies are organisations that news of this century speaks of and that no list
// in the data folder has, or has under another sort: seats of power that
// speak, agencies, platforms, news organisations, companies. Places and persons of
// the same name are left out.
var bodies = []string{
	// Seats of power.
	"White House", "Kremlin", "Pentagon", "Downing Street", "Number 10", "No 10", "No. 10", "Whitehall", "Elysee", "Élysée", "Elysee Palace",
	"Élysée Palace", "Buckingham Palace", "Kensington Palace", "Vatican", "Holy See", "Capitol Police", "Oval Office", "Foggy Bottom", "Scotland Yard",
	"Blue House", "Quai d'Orsay", "Zhongnanhai", "Holyrood", "Stormont", "Élysée",
	// Parliaments and courts.
	"Congress", "Senate", "House of Representatives", "House", "Parliament", "House of Commons", "House of Lords", "Commons", "Lords", "Bundestag",
	"Bundesrat", "Knesset", "Duma", "State Duma", "Verkhovna Rada", "Rada", "Lok Sabha", "Rajya Sabha", "Sejm", "Riksdag", "Storting", "Folketing", "Dáil",
	"Dail", "Seanad", "Oireachtas", "Cortes", "National Assembly", "European Parliament", "European Commission", "European Council", "Supreme Court",
	"High Court", "Court of Appeal", "Constitutional Court", "International Criminal Court", "International Court of Justice", "ICC", "ICJ",
	"European Court of Human Rights", "European Court of Justice", "Court of Appeals", "District Court", "Circuit Court", "Old Bailey", "Crown Court",
	"Senate Intelligence Committee", "House Intelligence Committee", "Judiciary Committee", "Ways and Means Committee",
	// Between states.
	"NATO", "Nato", "United Nations", "UN", "U.N.", "EU", "E.U.", "European Union", "Security Council", "UN Security Council", "General Assembly",
	"African Union", "Arab League", "ASEAN", "Asean", "OPEC", "Opec", "OECD", "WTO", "IMF", "International Monetary Fund", "World Bank",
	"World Health Organization", "World Health Organisation", "World Trade Organization", "UNICEF", "Unicef", "UNESCO", "Unesco", "UNHCR", "IAEA", "OSCE",
	"OPCW", "Interpol", "Europol", "Frontex", "Red Cross", "Red Crescent", "Commonwealth", "G7", "G20", "BRICS", "Mercosur", "Ecowas", "ECOWAS",
	"Council of Europe", "International Olympic Committee", "FIFA", "Fifa", "UEFA", "Uefa", "UNRWA", "European Central Bank", "ECB", "Quad",
	// United States.
	"State Department", "Justice Department", "Treasury Department", "Treasury", "Defense Department", "Department of Justice", "Department of State",
	"Department of Defense", "Department of Homeland Security", "Homeland Security", "Department of Energy", "Department of Education",
	"Department of Health and Human Services", "Department of Veterans Affairs", "Veterans Affairs", "Department of Labor", "Labor Department",
	"Commerce Department", "Education Department", "Energy Department", "Agriculture Department", "Interior Department", "Transportation Department",
	"FBI", "F.B.I.", "CIA", "C.I.A.", "NSA", "N.S.A.", "DEA", "ATF", "DHS", "ICE", "FEMA", "FEC", "FCC", "FTC", "FDA", "EPA", "IRS", "I.R.S.", "SEC",
	"CDC", "NIH", "NASA", "Nasa", "NOAA", "NTSB", "FAA", "TSA", "USDA", "HHS", "HUD", "OSHA", "GAO", "CBO", "OMB", "USAID", "NLRB", "Secret Service",
	"National Security Council", "National Guard", "Coast Guard", "Navy", "Air Force", "Marine Corps", "Marines", "Army", "U.S. Army", "U.S. Navy",
	"Federal Reserve", "Fed", "Federal Bureau of Investigation", "Central Intelligence Agency", "Internal Revenue Service", "Census Bureau",
	"Environmental Protection Agency", "Food and Drug Administration", "Federal Trade Commission", "Federal Election Commission",
	"Securities and Exchange Commission", "Congressional Budget Office", "Postal Service", "Border Patrol", "NYPD", "LAPD",
	"Republican Party", "Democratic Party", "GOP", "G.O.P.", "RNC", "DNC", "R.N.C.", "D.N.C.", "Republican National Committee",
	"Democratic National Committee", "Tea Party", "Libertarian Party", "Green Party", "ACLU", "NAACP", "NRA", "N.R.A.", "AARP", "AFL-CIO", "UAW", "SEIU",
	"Planned Parenthood", "Chamber of Commerce", "Black Lives Matter", "Heritage Foundation", "Brookings Institution", "Human Rights Watch",
	"Amnesty International", "Greenpeace", "Sierra Club", "Southern Poverty Law Center", "Tax Policy Center", "Center for American Progress",
	"Pew Research Center", "Cato Institute", "RAND Corporation", "Clinton Foundation", "Trump Organization", "Trump Foundation", "Ku Klux Klan",
	"Anti-Defamation League", "Federalist Society", "Club for Growth", "Freedom Caucus", "Boy Scouts", "Gallup", "Ipsos", "YouGov", "Quinnipiac",
	// Britain and its neighbours.
	"Home Office", "Foreign Office", "Cabinet Office", "Ministry of Defence", "Ministry of Justice", "MoD", "HMRC", "NHS", "MI5", "MI6", "GCHQ", "Ofcom",
	"Ofsted", "Ofgem", "Bank of England", "Met Police", "Metropolitan Police", "Crown Prosecution Service", "CPS", "Electoral Commission",
	"Labour Party", "Labour", "Conservative Party", "Liberal Democrats", "Lib Dems", "Reform UK", "UKIP", "Ukip", "SNP", "Scottish National Party",
	"Plaid Cymru", "DUP", "Democratic Unionist Party", "Sinn Fein", "Sinn Féin", "SDLP", "Fianna Fail", "Fianna Fáil", "Fine Gael", "IRA", "TUC",
	"RMT", "CBI", "Church of England", "Royal Navy", "Royal Air Force", "RAF", "British Army", "Environment Agency", "Met Office", "Coastguard",
	// Elsewhere.
	"Hamas", "Hezbollah", "Hizbollah", "Fatah", "Taliban", "Al-Qaeda", "al-Qaeda", "al Qaeda", "Al Qaeda", "al-Qaida", "Islamic State", "ISIS", "Isis", "ISIL",
	"Boko Haram", "al-Shabab", "Al-Shabaab", "Houthis", "Muslim Brotherhood", "Revolutionary Guards", "Revolutionary Guard", "IDF", "Mossad", "Shin Bet",
	"Palestinian Authority", "PLO", "PKK", "YPG", "Farc", "FARC", "ETA", "Wagner", "Wagner Group", "FSB", "KGB", "GRU", "SVR", "Gazprom", "Rosneft", "Roskosmos",
	"Likud", "Communist Party", "Chinese Communist Party", "Politburo", "People's Liberation Army", "United Russia", "Azov", "Naftogaz",
	"Social Democrats", "Christian Democratic Union", "CDU", "CSU", "SPD", "FDP", "AfD", "Alternative for Germany", "National Front", "National Rally",
	"En Marche", "Podemos", "Syriza", "Five Star Movement", "Northern League", "Forza Italia", "Fidesz", "Law and Justice", "African National Congress",
	"ANC", "BJP", "Bharatiya Janata Party", "Congress Party", "Liberal Party", "Labor Party", "Greens", "New Democratic Party", "NDP", "Bloc Québécois",
	// Platforms and companies.
	"Truth Social", "Twitter", "Facebook", "Instagram", "TikTok", "YouTube", "Telegram", "WhatsApp", "Snapchat", "LinkedIn", "Reddit", "Bluesky",
	"Google", "Alphabet", "Microsoft", "Amazon", "Netflix", "Tesla", "SpaceX", "Starlink", "OpenAI", "Anthropic", "Nvidia", "Intel", "IBM", "Samsung",
	"Huawei", "Uber", "Lyft", "Airbnb", "Boeing", "Airbus", "Lockheed Martin", "Raytheon", "General Motors", "General Electric", "Ford Motor", "Volkswagen",
	"BMW", "Toyota", "Honda", "Nissan", "Goldman Sachs", "JPMorgan Chase", "JPMorgan", "Morgan Stanley", "Wells Fargo", "Citigroup", "Bank of America",
	"Barclays", "HSBC", "Lloyds", "Deutsche Bank", "UBS", "Credit Suisse", "BlackRock", "Berkshire Hathaway", "Exxon Mobil", "ExxonMobil", "Chevron",
	"Shell", "BP", "Walmart", "Wal-Mart", "Costco", "McDonald's", "Starbucks", "Coca-Cola", "Pfizer", "Moderna", "AstraZeneca",
	"Johnson & Johnson", "AT&T", "Verizon", "Comcast", "Disney", "Walt Disney", "Sony", "Wikileaks", "WikiLeaks", "Wikipedia", "Mastercard", "PayPal",
	"Tesco", "Sainsbury's", "Ryanair", "EasyJet", "British Airways", "Lufthansa", "Delta", "United Airlines", "American Airlines", "FedEx",
	// News.
	"Reuters", "Associated Press", "AP", "Agence France-Presse", "AFP", "Bloomberg", "Bloomberg News", "BBC", "BBC News", "ITV", "Sky News", "Channel 4",
	"CNN", "MSNBC", "NBC", "NBC News", "CBS", "CBS News", "ABC", "ABC News", "Fox", "Fox News", "Fox Business", "PBS", "NPR", "C-SPAN", "Al Jazeera", "Tass", "TASS",
	"Interfax", "Xinhua", "RT", "Politico", "POLITICO", "Axios", "Breitbart", "Breitbart News", "Huffington Post", "BuzzFeed", "BuzzFeed News", "Vox", "Slate",
	"Daily Beast", "Daily Caller", "Drudge Report", "New York Times", "The New York Times", "Washington Post", "The Washington Post",
	"Wall Street Journal", "The Wall Street Journal", "USA Today", "USA TODAY", "Los Angeles Times", "Boston Globe", "Chicago Tribune", "New Yorker",
	"Financial Times", "Guardian", "Daily Mail", "Daily Telegraph", "Daily Mirror", "Daily Express", "Sunday Times", "Economist", "Newsweek", "Vanity Fair",
	"National Review", "Weekly Standard", "Der Spiegel", "Le Monde", "El País", "Haaretz", "Jerusalem Post", "Univision", "Telemundo", "Western Journalism",
}
